"""Write the files of a Zope instance: what ``mkwsgiinstance`` does, sized for us.

    python scripts/instance.py VAR [--port PORT] [--host HOST]

The instance lives under one folder (``var`` for the trial site)::

    instance/etc/zope.conf, zope.ini, site.zcml
    filestorage/Data.fs   blobstorage/   log/   cache/   mail/
    admin-password        the password of Zope's own ``admin``, made once

It then runs with ``runwsgi VAR/instance/etc/zope.ini`` alone.
"""

from AuthEncoding.AuthEncoding import pw_encrypt
from dataclasses import dataclass
from pathlib import Path

import argparse
import secrets


ZOPE_CONF = """\
%define INSTANCE {home}
%define VAR {var}

instancehome $INSTANCE
debug-mode off
default-zpublisher-encoding utf-8

<environment>
    zope_i18n_compile_mo_files true
    zope_i18n_allowed_languages fr nl de en
    CHAMELEON_CACHE $VAR/cache
    PTS_LANGUAGES fr nl de en
</environment>

# One upload may be large; what is kept of it is limited by each form.
<dos_protection>
    form-memory-limit 4MB
    form-disk-limit 256MB
    form-memfile-limit 64KB
</dos_protection>

# {cache_objects} objects per thread: the site, its catalog and the pages of a busy hour.
<zodb_db main>
    cache-size {cache_objects}
    pool-size {pool_size}
    mount-point /
    <filestorage>
        path $VAR/filestorage/Data.fs
        blob-dir $VAR/blobstorage
    </filestorage>
</zodb_db>
"""

ZOPE_INI = """\
[app:zope]
use = egg:Zope#main
zope_conf = %(here)s/zope.conf

[server:main]
use = egg:waitress#main
host = {host}
port = {port}
threads = {threads}
clear_untrusted_proxy_headers = true
max_request_body_size = 268435456

[filter:translogger]
use = egg:Paste#translogger
setup_console_handler = False

[pipeline:main]
pipeline =
    egg:Zope#httpexceptions
    translogger
    zope

[loggers]
keys = root, waitress.queue, wsgi

[handlers]
keys = accesslog, eventlog

[formatters]
keys = generic, message

[logger_root]
level = INFO
handlers = eventlog

[logger_waitress.queue]
level = ERROR
handlers = eventlog
qualname = waitress.queue
propagate = 0

[logger_wsgi]
level = INFO
handlers = accesslog
qualname = wsgi
propagate = 0

[handler_accesslog]
class = FileHandler
args = (r'{var}/log/access.log', 'a')
level = INFO
formatter = message

[handler_eventlog]
class = FileHandler
args = (r'{var}/log/event.log', 'a')
level = INFO
formatter = generic

[formatter_generic]
format = %(asctime)s %(levelname)s [%(name)s:%(lineno)s][%(threadName)s] %(message)s

[formatter_message]
format = %(message)s
"""

SITE_ZCML = """\
<configure xmlns="http://namespaces.zope.org/zope"
           xmlns:five="http://namespaces.zope.org/five">
  <include package="Zope2.App" />
  <five:loadProducts file="meta.zcml" />
  <five:loadProducts />
  <five:loadProductsOverrides />
</configure>
"""


@dataclass(frozen=True)
class Instance:
    """One Zope instance on disk: ``var`` is the folder all of it lives in."""

    var: Path
    host: str = "127.0.0.1"
    port: int = 8080
    threads: int = 4
    cache_objects: int = 30000

    @property
    def home(self) -> Path:
        return self.var / "instance"

    @property
    def zope_conf(self) -> Path:
        return self.home / "etc" / "zope.conf"

    @property
    def zope_ini(self) -> Path:
        return self.home / "etc" / "zope.ini"

    @property
    def admin_password(self) -> str:
        """The password of Zope's ``admin``."""
        return (self.var / "admin-password").read_text().strip()

    def write(self) -> None:
        """Create or refresh the files; data and the password are left alone."""
        for name in ("filestorage", "blobstorage", "log", "cache", "mail"):
            (self.var / name).mkdir(parents=True, exist_ok=True)
        self.zope_conf.parent.mkdir(parents=True, exist_ok=True)
        values = {
            "home": self.home,
            "var": self.var,
            "host": self.host,
            "port": self.port,
            "threads": self.threads,
            "pool_size": self.threads + 2,
            "cache_objects": self.cache_objects,
        }
        self.zope_conf.write_text(ZOPE_CONF.format(**values))
        self.zope_ini.write_text(ZOPE_INI.format(**values))
        self.zope_conf.with_name("site.zcml").write_text(SITE_ZCML)
        if not (self.var / "filestorage" / "Data.fs").exists():
            self._write_admin()

    def _write_admin(self) -> None:
        """A new database gets an ``admin`` with a random password."""
        password = secrets.token_urlsafe(12)
        kept = self.var / "admin-password"
        kept.touch(mode=0o600)
        kept.write_text(f"{password}\n")
        hashed = pw_encrypt(password.encode(), "SSHA").decode()
        (self.home / "inituser").write_text(f"admin:{hashed}\n")


def main() -> None:
    """Entry point of the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("var", type=Path)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8080)
    options = parser.parse_args()
    instance = Instance(options.var.resolve(), options.host, options.port)
    instance.write()
    print(instance.zope_ini)


if __name__ == "__main__":
    main()
