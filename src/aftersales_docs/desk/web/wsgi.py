"""The web desk for a server: granian loads ``application``."""

from __future__ import annotations

from .starting import set_up_web

set_up_web()

from django.core.wsgi import get_wsgi_application  # noqa: E402 (Django is set up first)

application = get_wsgi_application()
