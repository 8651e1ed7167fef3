"""The desk for other programs: documents, register and jobs over HTTP, with keys and webhooks.

Tables, keys and webhooks stand on the register alone, so the command line can make them;
:mod:`.urls` and what it imports need the web desk's settings.
"""
