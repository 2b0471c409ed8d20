"""Which key a file has: tried one after the other, since an encrypted file says nothing about itself."""

from pathlib import Path

from companion.model.errors import PassphraseNeeded
from companion.store.connection import fits
from companion.store.key import Key, Secret, beginning_of, candidates, derive, does_not_open, kind_of


def key_for(path: Path, secret: Secret | None) -> Key | None:
    """The key to open ``path`` with, or to make it with; ``None`` for a plain journal. The caller's to wipe.

    Takes one derivation where the file is of the present kind, and one or two cheaper ones more where it is
    from before, or where the passphrase is wrong. Raises PassphraseNeeded for an encrypted one without a
    secret, and WrongPassphrase where it does not fit.
    """
    kind = kind_of(path)
    if kind == "none":
        return derive(secret) if isinstance(secret, str) else secret and secret.copy()
    if kind != "encrypted":
        return None
    if secret is None:
        raise PassphraseNeeded(f"{path}: the journal is encrypted; its passphrase is needed")
    salt = beginning_of(path)
    if isinstance(secret, Key):
        if secret.salt != salt:
            raise does_not_open(path)
        return secret.copy()
    tried = []
    for key in candidates(secret, salt):
        if fits(path, key):
            return key
        tried.append(key)
    for key in tried:  # opening it says what is damaged
        if fits(path, key, anywhere=True):
            return key
    raise does_not_open(path)
