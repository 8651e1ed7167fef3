"""The addresses of saved views."""

from __future__ import annotations

from django.urls import path

from . import keeping

app_name = "views"
urlpatterns = [
    path("register/views/", keeping.save, name="save"),
    path("register/views/<int:view>/delete/", keeping.delete, name="delete"),
    path("register/columns/", keeping.columns, name="columns"),
]
