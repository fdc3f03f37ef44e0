"""The Django project, all in memory, in which code blocks with `needs="django"` run."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

_APPS = ("auth", "contenttypes", "sessions", "messages")
_MIDDLEWARE = (
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
)
_PROCESSORS = ("template.context_processors.request", "contrib.auth.context_processors.auth")


def configure(*, with_rest: bool) -> None:
    """Configure Django: SQLite in memory, an empty application `shop`, the block as URL module.

    The database has a shared cache, so that the threads of one process see the same tables. The
    tables of the built-in applications are there.
    """
    django = importlib.import_module("django")
    settings = importlib.import_module("django.conf").settings
    shop = Path.cwd() / "shop"
    shop.mkdir()
    (shop / "__init__.py").touch()
    sys.path.append(str(shop.parent))
    apps = [f"django.contrib.{name}" for name in _APPS] + ["shop"]
    settings.configure(
        SECRET_KEY="only-for-the-code-blocks-of-notes",  # noqa: S106  # protects nothing
        ALLOWED_HOSTS=["*"],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": "file:notes?mode=memory&cache=shared",
            }
        },
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
        INSTALLED_APPS=[*apps, "rest_framework"] if with_rest else apps,
        MIDDLEWARE=list(_MIDDLEWARE),
        ROOT_URLCONF="__main__",
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {"context_processors": [f"django.{name}" for name in _PROCESSORS]},
            }
        ],
        USE_TZ=True,
    )
    django.setup()
    importlib.import_module("django.core.management").call_command(
        "migrate", run_syncdb=True, verbosity=0
    )
