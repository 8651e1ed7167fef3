"""What a page template may ask for, and the Jinja that fills it: shared by Word and PDF."""

from .names import NAMES, Format, context, page_names
from .sandbox import TEMPLATE_ERRORS, TemplateEnvironment, asked_for, compiled, failure, rendered

__all__ = [
    "NAMES",
    "TEMPLATE_ERRORS",
    "Format",
    "TemplateEnvironment",
    "asked_for",
    "compiled",
    "context",
    "failure",
    "page_names",
    "rendered",
]
