"""Everything litreview raises on purpose.

::

    AssistantError              could not be done; the message says what happened and what to do next
    ├── LibraryNotFound         no library at that place
    ├── LibraryBusy             another process holds the write lock
    ├── LibraryTooNew           written by a newer litreview
    ├── IndexFailed             the library's index is damaged or can't be written; its papers are safe
    ├── EmbedderMismatch        the library was made with another embedder
    ├── EmbedderUnavailable     weights or package are not on this machine
    ├── PaperNotFound           no paper with that id, key or title
    ├── SourceUnreadable        a file or folder could not be read at all
    ├── ModelUnavailable        no answer from the language model: server, network, package, time, too many requests
    ├── ModelRefused            the language model's provider refuses the key, the model's name or the request
    ├── ContextTooLong          the messages are more than the language model reads
    ├── ModelReplyUnusable      the language model's reply is empty, endless or not what was asked for
    ├── JobNotFound             no review in the background with that id
    ├── TooManyJobs             as many reviews are under way as may be
    ├── AddressTaken            the service can't have the address or port
    └── BadRequest              a question, theme, filter or name that can't be used
        ├── CapsuleNotFound     no saved answer or review with that hash
        └── ChatNotFound        no conversation with that id, or it is somebody else's

Only the roof (command line, REST, chat) catches them. Their text is shown to the user as it stands.
"""


class AssistantError(Exception):
    """Could not be done; the message is one line for the user: what happened, what to do next."""


class LibraryNotFound(AssistantError):
    """There is no library at that place."""


class LibraryBusy(AssistantError):
    """Another process is writing to the library."""


class LibraryTooNew(AssistantError):
    """The library was written by a newer version of litreview."""


class IndexFailed(AssistantError):
    """The library's index is damaged, or its disk is full or can't be written; its papers are safe."""


class EmbedderMismatch(AssistantError):
    """The library was made with another embedder."""


class EmbedderUnavailable(AssistantError):
    """The embedder's weights or package are not on this machine."""


class PaperNotFound(AssistantError):
    """No paper has that id, key or title."""


class SourceUnreadable(AssistantError):
    """A file or folder could not be read at all."""


class ModelUnavailable(AssistantError):
    """The language model gave no answer: no server, network or package, no time, or too many requests."""


class ModelRefused(AssistantError):
    """The provider refuses the key, the model's name or the request."""


class ContextTooLong(AssistantError):
    """The messages are more than the language model reads."""


class ModelReplyUnusable(AssistantError):
    """The language model's reply is empty, endless or not what was asked for."""


class JobNotFound(AssistantError):
    """The user has no review in the background with that id."""


class TooManyJobs(AssistantError):
    """The user has as many reviews under way as he may."""


class AddressTaken(AssistantError):
    """The service can't have the address or port that it was given."""


class BadRequest(AssistantError):
    """A question, theme, filter or name that can't be used."""


class CapsuleNotFound(BadRequest):
    """There is no saved answer or review with that hash."""


class ChatNotFound(BadRequest):
    """There is no conversation with that id, or it is somebody else's."""
