import pytest

from lti_social.lti.launch import Launch
from lti_social.lti.reasons import LaunchRefused
from lti_social.lti.service import Service
from tests.lti.fake_moodle import FakeMoodle
from tests.lti.platform import arrive, launched, tool_among


@pytest.fixture
def refused(engine, tool, lms):
    """Why a launch is refused after these changes, or the launch that already arrived."""

    def why(*changes, arrival=None) -> LaunchRefused:
        arrival = arrival or arrive(tool, lms, *changes)
        with pytest.raises(LaunchRefused) as refusal:
            launched(engine, tool, arrival)
        return refusal.value

    return why


@pytest.fixture
def come_in(engine, tool, lms):
    """A launch, both steps of it, as the product does."""

    def launch(*changes, target="/") -> Launch:
        return launched(engine, tool, arrive(tool, lms, *changes, target=target))

    return launch


@pytest.fixture
def moodle() -> FakeMoodle:
    """One course of a Moodle, with its services."""
    return FakeMoodle()


@pytest.fixture
def service(engine, moodle) -> Service:
    """What speaks to them, once that Moodle is registered."""
    return Service.of(engine, tool_among(moodle), moodle.register(engine))
