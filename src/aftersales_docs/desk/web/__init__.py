"""The desk in a browser: Django, its settings, and a room for each part of the work.

A room is a package here (or ``desk/rest``) whose module ``urls`` has ``urlpatterns`` and, for
the navigation, ``NAVIGATION``; :mod:`.rooms` finds it.
"""
