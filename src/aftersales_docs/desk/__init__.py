"""The desk's register: what was issued, under which number, by whom, and proof of it.

A small Django project above the engine, which knows nothing of it. Only the commands ``issue``
and ``register`` load it, and it needs the extra ``aftersales-docs[desk]``.
"""
