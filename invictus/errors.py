"""Every named error of the pipeline.

    InvictusError                the base: its message says what, why, and what to do
    ├── InputError               an event or an execution's input has the wrong shape
    ├── ConfigurationError       an environment variable is missing or malformed
    ├── CredentialsError         the blog refuses the credentials, and shows no posts without them
    ├── BlogUnavailableError     the blog did not answer, or asked to wait: try again later
    ├── BlogReplyError           the blog answered, but not with posts: asking again changes nothing
    ├── PostFormatError          a post is not a training programme, or cannot be read
    ├── PostTooLargeError        a step's output for this post exceeds the Step Functions payload limit
    ├── LinesLostError           the records do not hold the whole post: storing them would lose training
    ├── WeekTakenError           another post's week is stored for these dates
    ├── OlderEditError           a newer edit of the post is stored than the blog shows
    └── StorageError             S3 could not take or give an object

Step Functions uses a class's name as the error's name, and decides by it what to retry. The commands in `local/` add
their own errors, all derived from InvictusError. They print any of them as `Error: ...` and end with its `exit_code`.
"""

from __future__ import annotations


class InvictusError(Exception):
    """Something went wrong that a person can put right. The message says what, why, and what to do."""

    exit_code = 1


class InputError(InvictusError):
    """An event or an execution input does not have the contract's shape. The message names the field."""


class ConfigurationError(InvictusError):
    """An environment variable is missing or malformed. The message names it and its remedy."""


class CredentialsError(InvictusError):
    """The blog refuses the credentials, and shows no posts without them."""


class BlogUnavailableError(InvictusError):
    """The blog could not be reached, or asked to wait (`wait` seconds, if it says so). A later try may succeed."""

    def __init__(self, problem: str, wait: float = 0) -> None:
        super().__init__(problem)
        self.wait = wait


class BlogReplyError(InvictusError):
    """The blog answered, but not with posts. Asking again changes nothing."""


class _PostError(InvictusError):
    """An error of one post. The message begins with its slug."""

    def __init__(self, slug: str, problem: str) -> None:
        super().__init__(f"{slug}: {problem}")


class PostFormatError(_PostError):
    """A post is not a training programme, or cannot be read."""


class PostTooLargeError(_PostError):
    """A step's output for this post exceeds the Step Functions payload limit."""


class LinesLostError(_PostError):
    """The records do not hold the whole post, because of a fault of the parser. Storing them would lose training."""


class WeekTakenError(_PostError):
    """Another post's week is stored for these dates. The message names both posts and the week."""


class OlderEditError(_PostError):
    """A newer edit of the post is stored than the blog shows. The message says when each was made."""


class StorageError(InvictusError):
    """S3 could not take or give an object. The message names the bucket, the key and what S3 said."""
