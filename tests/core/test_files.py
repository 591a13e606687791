"""Where bytes are kept: a folder and a bucket do the same."""

import os
import time
from io import BytesIO

import pytest
from obstore.store import MemoryStore, S3Store

from lti_social.core.bucket import Bucket
from lti_social.core.files import PIECE, Files, Folder, files_at, fresh_key
from tests.core.object_store import object_store

LONG = os.urandom(3 * PIECE + 7)


@pytest.fixture(params=["folder", "bucket"])
def files(request, tmp_path) -> Files:
    return (
        Folder(tmp_path / "files") if request.param == "folder" else Bucket(MemoryStore())
    )


def test_what_is_kept_is_read_again_piece_by_piece(files):
    files.keep(key := fresh_key(7), BytesIO(LONG))

    assert b"".join(files.read(key)) == LONG
    assert [kept for kept, _ in files.all()] == [key]


def test_what_was_never_kept_is_not_found_before_its_first_byte(files):
    with pytest.raises(FileNotFoundError):
        files.read(fresh_key(7))


def test_what_is_forgotten_is_gone_and_may_be_forgotten_again(files):
    files.keep(key := fresh_key(7), BytesIO(LONG))
    for _ in range(2):
        files.forget(key)

    assert list(files.all()) == []


def test_it_tells_since_when(files):
    before = time.time()
    files.keep(fresh_key(7), BytesIO(b"x"))

    ((_, since),) = files.all()
    assert before - 2 < since.timestamp() < time.time() + 2


def test_nobody_guesses_a_key():
    assert len({fresh_key(7) for _ in range(1000)}) == 1000


@pytest.mark.parametrize(
    "key", ["../x", "7/../../x", "/etc/passwd", "7/x", "7/" + "A" * 32, "7/" + "a" * 33, ""]
)
def test_a_folder_knows_no_other_path_than_those_of_keys(tmp_path, key):
    for ask in (Folder(tmp_path).read, Folder(tmp_path).forget):
        with pytest.raises(ValueError, match="not a key"):
            ask(key)


def test_a_folder_keeps_whole_files_only(tmp_path):
    class Broken(BytesIO):
        def read(self, size=-1):
            raise OSError("the disk is full")

    files = Folder(tmp_path)
    with pytest.raises(OSError, match="full"):
        files.keep(key := fresh_key(7), Broken())

    with pytest.raises(FileNotFoundError):
        files.read(key)
    ((left, _),) = files.all()  # which the daily tidying takes away
    files.forget(left)
    assert list(files.all()) == []


def test_a_folder_leaves_alone_what_somebody_else_put_there(tmp_path):
    tmp_path.joinpath("7").mkdir()
    tmp_path.joinpath("7", "lisez-moi.txt").write_text("À garder.")

    assert list(Folder(tmp_path).all()) == []


def test_a_bucket_is_found_as_the_environment_says(monkeypatch):
    with object_store() as there:
        for name, value in {
            "ENDPOINT": there.url,
            "ALLOW_HTTP": "true",
            "REGION": "fr-par",
            "ACCESS_KEY_ID": "key",
            "SECRET_ACCESS_KEY": "secret",
        }.items():
            monkeypatch.setenv(f"AWS_{name}", value)
        files = files_at("s3://bucket/social")
        files.keep(key := fresh_key(7), BytesIO(LONG))

        assert list(there.objects) == [f"bucket/social/{key}"]
        assert b"".join(files.read(key)) == LONG
        assert [kept for kept, _ in files.all()] == [key]
        with pytest.raises(FileNotFoundError):
            files.read(fresh_key(7))
        files.forget(key)
        assert there.objects == {}


def test_the_setting_names_a_folder_or_a_bucket(tmp_path):
    assert isinstance(files_at(str(tmp_path)), Folder)
    bucket = files_at("s3://bucket/prefix")
    assert isinstance(bucket, Bucket)
    assert isinstance(vars(bucket)["_store"], S3Store)
