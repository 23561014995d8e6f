"""A real ``clamd`` that knows one virus: the EICAR test file (eicar.org)."""

from contextlib import contextmanager
from pathlib import Path

import os
import shutil
import socket
import subprocess
import time


# In two parts, so that no scanner takes this file for the virus.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD" + rb"-ANTIVIRUS-TEST-FILE!$H+H*"
MISSING = (
    "clamd is not installed: `scripts/bootstrap --clamd`, or apt install clamav-daemon"
)


@contextmanager
def clamd(folder, port=0):
    """Run the daemon in a folder; give the path of its socket.

    With ``port`` it listens there as well, on 127.0.0.1.
    """
    program = shutil.which("clamd", path=os.environ["PATH"] + ":/usr/sbin")
    assert program, MISSING
    folder = Path(folder)
    database = folder / "database"
    database.mkdir(exist_ok=True)
    signature = f"Eicar-Test-Signature:0:*:{EICAR.hex()}\n"
    (database / "eicar.ndb").write_text(signature)
    path = folder / "clamd.sock"
    path.unlink(missing_ok=True)
    lines = [
        f"DatabaseDirectory {database}",
        f"LocalSocket {path}",
        f"LogFile {folder / 'clamd.log'}",
        "Foreground yes",
        "MaxThreads 2",
        f"User {os.environ.get('USER') or 'root'}" if os.geteuid() == 0 else "",
        f"TCPSocket {port}\nTCPAddr 127.0.0.1" if port else "",
    ]
    configuration = folder / "clamd.conf"
    configuration.write_text("\n".join(lines) + "\n")
    with (folder / "clamd.out").open("wb") as out:
        process = subprocess.Popen(
            [program, f"--config-file={configuration}"], stdout=out, stderr=out
        )
    try:
        end = time.monotonic() + 60
        while not answers(path):
            said = (folder / "clamd.out").read_text()
            assert process.poll() is None and time.monotonic() < end, said
            time.sleep(0.05)
        yield str(path)
    finally:
        process.terminate()
        process.wait(30)


def answers(path):
    try:
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(5)
            probe.connect(str(path))
            probe.sendall(b"zPING\0")
            return probe.recv(16) == b"PONG\0"
    except OSError:
        return False
