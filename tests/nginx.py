"""nginx on this machine, set up as docs/publishing.md says: only its folder and its port are others.

Example:
    place = tmp_path / "srv"                     # stands for /srv/appvett
    with nginx(place) as address: ...            # https://localhost:40123, serves place/repository/public
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.core.transport.servers import CERTIFICATE

DOCUMENT = Path(__file__).parent.parent / "docs" / "publishing.md"
PLACE = "/srv/appvett"
"""Where everything lies on the page."""

_BLOCK = re.compile(r"```nginx\n(.*?)```", re.DOTALL)
_STARTS_WITHIN = 20.0
_MAIN = """{user}
worker_processes 1;
pid {place}/nginx.pid;
error_log {place}/nginx-start.log;
events {{}}
http {{
    client_body_temp_path {place}/nginx-temporary;
    proxy_temp_path {place}/nginx-temporary;
    fastcgi_temp_path {place}/nginx-temporary;
    uwsgi_temp_path {place}/nginx-temporary;
    scgi_temp_path {place}/nginx-temporary;
    include {place}/appvett.conf;
}}
"""


def configuration(place: Path, port: int) -> str:
    """What the page says goes to /etc/nginx/conf.d/appvett.conf."""
    (text,) = _BLOCK.findall(DOCUMENT.read_text(encoding="utf-8"))
    assert text.count("listen 443 ssl;") == 1
    return str(text).replace("listen 443 ssl;", f"listen 127.0.0.1:{port} ssl;").replace(PLACE, str(place))


@contextmanager
def nginx(place: Path) -> Iterator[str]:
    """A running server over `place`/repository/public; its address. Its certificate is that of the tests."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if program is None:
        pytest.fail("nginx is not installed. As root: apt-get install --no-install-recommends nginx-light")
    (place / "tls").mkdir(exist_ok=True)
    for name in ("certificate.pem", "key.pem"):
        shutil.copyfile(CERTIFICATE, place / "tls" / name)
    # As root, nginx would read files as somebody who may not look into the folder of a test.
    user = "user root;" if os.geteuid() == 0 else ""
    (place / "nginx.conf").write_text(_MAIN.format(place=place, user=user), encoding="utf-8")
    log = place / "nginx-start.log"
    command = [program, "-p", str(place), "-c", str(place / "nginx.conf"), "-e", str(log), "-g", "daemon off;"]
    # The port is opened here and handed over: a free one that is only looked up may be somebody else's a moment later.
    with socket.create_server(("127.0.0.1", 0), backlog=511) as opened:
        port = int(opened.getsockname()[1])
        (place / "appvett.conf").write_text(configuration(place, port), encoding="utf-8")
        handed = {**os.environ, "NGINX": f"{opened.fileno()};"}
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, env=handed, pass_fds=[opened.fileno()])
    with process:
        try:
            _wait(process, place / "nginx.pid", log)
            yield f"https://localhost:{port}"
        finally:
            process.terminate()


def _wait(process: subprocess.Popen[bytes], started: Path, log: Path) -> None:
    """Wait until nginx has read its configuration; whoever connects from then on is answered."""
    until, pause = time.monotonic() + _STARTS_WITHIN, threading.Event()
    while time.monotonic() < until and process.poll() is None:
        if started.is_file() and started.stat().st_size:
            return
        pause.wait(0.02)
    pytest.fail(f"nginx did not start: {log.read_text() if log.exists() else 'it says nothing'}")
