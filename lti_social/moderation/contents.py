"""What can be reported, and how moderation handles it: the one place that lists it.

A feature's things are found, taken out of sight and brought back by the feature itself.
To register another: a column of Case that points at it, a module like the ones beside, and
its Content here.
"""

from collections.abc import Mapping

from lti_social.moderation.of_cards import CARDS
from lti_social.moderation.of_posts import POSTS
from lti_social.moderation.of_reviews import REVIEWS
from lti_social.moderation.of_submissions import SUBMISSIONS
from lti_social.moderation.of_trials import TRIALS
from lti_social.moderation.things import Content, What

CONTENTS: Mapping[What, Content] = {
    What.posts: POSTS,
    What.practices: CARDS,
    What.trials: TRIALS,
    What.submissions: SUBMISSIONS,
    What.reviews: REVIEWS,
}
