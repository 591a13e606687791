"""What may happen to what is handed in that features further up follow."""

from lti_social.core.followers import Followers
from lti_social.submissions.models import Submission

handed_in = Followers[[Submission]]()  # or again, after it was withdrawn or out of sight
withdrawn = Followers[[Submission]]()  # or out of sight
revised = Followers[[Submission]]()  # or kept as it is, for good
