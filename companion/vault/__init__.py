"""What is done to a journal from outside, without opening it as a journal: its encryption and its copies.

``encryption``: whether the file is encrypted, making it so, undoing that, another passphrase.
``passphrases``: how hard one is to guess, and the system's keyring. ``recovery_code``: the sheet for one that
is forgotten, and the way back with it. ``recovery``: backups listed and
restored, and everything erased. The faces import the module they need, when they need it.
"""
