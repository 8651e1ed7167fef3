"""What Django needs to know for the register; which database it is, :mod:`.place` says."""

from __future__ import annotations

INSTALLED_APPS = [
    "aftersales_docs.desk.register",
    "aftersales_docs.desk.keeping",
    "aftersales_docs.desk.cases",
    "aftersales_docs.desk.statistics",
    "aftersales_docs.desk.searching",
    "aftersales_docs.desk.rest",
    "aftersales_docs.desk.house",
]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = False
# Nothing here is served or signed by Django.
SECRET_KEY = "no-secret: the register serves no pages"  # noqa: S105
