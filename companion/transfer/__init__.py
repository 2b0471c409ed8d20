"""In and out of a journal: another diary brought along, and the journal written in the formats of others.

``importing``: from a path on the disk to a plan of what would come in, and the words a person keeps for it.
``exporting``: the days of a journal as files, and the page to take along to a conversation.
"""
