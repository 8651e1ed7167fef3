"""Django's settings for the web desk; those of the commands are :mod:`..settings`.

Nothing is written here. ``aftersales-docs serve`` makes the folder and its secret key before,
and says by the environment where they are and under which address people come.
"""

from __future__ import annotations

from typing import Any

from csp.constants import NONE, SELF

from ...resources import data_root
from .. import settings as register
from ..place import register_place
from . import environment

_HERE = "aftersales_docs.desk.web"
_PLACE = register_place()
_ADDRESS = environment.address()

SECRET_KEY = environment.secret_key(_PLACE.folder)
DEBUG = False
ALLOWED_HOSTS = environment.hosts()
DATABASES = {"default": {**_PLACE.database(), "CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}}
# Reads never wait for a writer (IMMEDIATE takes the lock at the beginning): no ATOMIC_REQUESTS.

DEFAULT_AUTO_FIELD = register.DEFAULT_AUTO_FIELD
USE_TZ = register.USE_TZ
INSTALLED_APPS = [
    *register.INSTALLED_APPS,
    "aftersales_docs.desk.accounts",
    "aftersales_docs.desk.bulk",
    "aftersales_docs.desk.handing",
    "aftersales_docs.desk.views",
    _HERE,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_tasks",
    "django_tasks_db",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "aftersales_docs.desk.web.middleware.posts",
    "aftersales_docs.desk.web.middleware.language",
    "aftersales_docs.desk.web.middleware.private",
    "aftersales_docs.desk.rest.middleware.problems",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "aftersales_docs.desk.web.middleware.refusals",
]
ROOT_URLCONF = f"{_HERE}.urls"
WSGI_APPLICATION = f"{_HERE}.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                f"{_HERE}.context.desk",
            ],
            "builtins": [f"{_HERE}.templatetags.desk"],
        },
    }
]

# Accounts
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_VALIDATORS = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": f"{_VALIDATORS}UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATORS}MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATORS}CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:start"
ACCOUNT_ADAPTER = f"{_HERE}.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = f"{_HERE}.adapters.SocialAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
# Who asks for a new password learns nothing of who has an account.
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "aftersales-docs"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = environment.is_local(_ADDRESS)
SOCIALACCOUNT_PROVIDERS = environment.openid_providers()
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_AUTO_SIGNUP = True
SOCIALACCOUNT_STORE_TOKENS = False

# Behind TLS, unless people come by this machine's own loopback.
_TLS = _ADDRESS.startswith("https://")
CSRF_TRUSTED_ORIGINS = [_ADDRESS] if _ADDRESS else []
SESSION_COOKIE_NAME = "__Host-desk" if _TLS else "desk"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _TLS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECURE_SSL_REDIRECT = _TLS
SECURE_REDIRECT_EXEMPT = [r"^healthy/$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if _TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _TLS
# Whoever sees "preload" may enter the domain in the browsers' lists, from which it is hard to
# get out: that is for the house to wish.
SECURE_HSTS_PRELOAD = _TLS and environment.preload()
SILENCED_SYSTEM_CHECKS = [] if SECURE_HSTS_PRELOAD else ["security.W021"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _TLS else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = f"{_HERE}.failures.csrf"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        # The second factor's code to photograph is such a picture.
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "object-src": [SELF],
        "manifest-src": [SELF],
        # The log-in by a provider begins with a form and is sent on to it.
        "form-action": [SELF, *environment.openid_origins()],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# What is uploaded
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# A certificate of 2,000 lines is a form of 16,000 fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_NUMBER_FILES = 40
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

# Language and time; the sentences are those of the project's catalogues, and Django's own.
LANGUAGE_CODE = "en"
LANGUAGES = [("de", "Deutsch"), ("ru", "Русский"), ("en", "English")]
USE_I18N = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATICFILES_DIRS = [
    ("fonts/pt-sans", data_root() / "fonts" / "pt-sans"),
    ("fonts/pt-serif", data_root() / "fonts" / "pt-serif"),
]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600

# Rate limits count here, for all processes.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(_PLACE.folder / "cache"),
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
EMAIL_BACKEND = environment.mail_backend()
EMAIL_TIMEOUT = 20
vars().update(environment.mail_server())

# What is logged names paths without their queries, and no people.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"impersonal": {"()": f"{_HERE}.logs.Impersonal"}},
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "terminal": {
            "class": "logging.StreamHandler",
            "filters": ["impersonal"],
            "formatter": "plain",
        }
    },
    "root": {"handlers": ["terminal"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
    },
}
