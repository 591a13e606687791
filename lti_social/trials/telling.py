"""What may happen to a trial that features further up follow."""

from lti_social.core.followers import Followers
from lti_social.trials.models import Trial

# Others see it differently: it was told, changed, withdrawn, hidden or shown again.
heeds = Followers[[Trial]]()
was_told = heeds.tell
