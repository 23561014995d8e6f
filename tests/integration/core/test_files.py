from ...clamav import clamd
from ...clamav import EICAR
from datetime import datetime
from datetime import UTC
from imio.guichet.core import files
from imio.guichet.core.downloads import send_file
from imio.guichet.core.store import get_store
from imio.guichet.core.uploads import UploadRefused
from io import BytesIO

import pytest


PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n"
NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("clamd")


def body_of(answer):
    return answer if isinstance(answer, bytes) else b"".join(answer)


def test_files_are_scanned_and_held_back_while_nobody_can(
    portal, http_request, monkeypatch, folder
):
    store = get_store(portal)
    assert files.keep("plan.pdf", BytesIO(PDF)).scan == ""

    # The scanner is away: files are kept, nobody gets them.
    monkeypatch.setenv("GUICHET_CLAMD", str(folder / "clamd.sock"))
    good = files.keep("plan.pdf", BytesIO(PDF))
    bad = files.keep("plan.pdf", BytesIO(PDF + EICAR))
    assert [files.state_of(file) for file in (good, bad)] == [files.WAITING] * 2
    assert len(store.held) == 2
    assert b"antivirus" in body_of(send_file(http_request, good, inline=True))
    assert http_request.response.getStatus() == 503
    assert files.ScanWaiting().run(NOW) is False
    assert len(store.held) == 2

    with clamd(folder):
        # It is back: those that wait are scanned.
        assert files.ScanWaiting().run(NOW) is False
        assert len(store.held) == 0
        assert files.state_of(good) == ""
        assert body_of(send_file(http_request, good)) == PDF
        assert files.state_of(bad) == files.INFECTED
        assert bad.data == b""
        assert b"virus" in body_of(send_file(http_request, bad))
        assert http_request.response.getStatus() == 410

        # New ones are scanned at once.
        assert files.keep("plan.pdf", BytesIO(PDF)).scan == files.CLEAN
        with pytest.raises(UploadRefused) as refused:
            files.keep("plan.pdf", BytesIO(PDF + EICAR))
        assert refused.value.message == "error_file_virus"
        assert len(store.held) == 0
