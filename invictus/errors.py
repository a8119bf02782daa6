"""The named errors of the edges. Step Functions sees a class's name as the error and decides by it what to retry.

`PostFormatError`, for a post that is no programme, lives with the rules in `transforms.py`.
"""


class InputError(ValueError):
    """An event or an execution input that is not of the contract's shape."""


class ConfigurationError(RuntimeError):
    """An environment variable that is missing or malformed. The message names it and its remedy."""


class BlogUnavailableError(RuntimeError):
    """The blog could not be reached, or asked for patience. Worth another try later."""


class BlogReplyError(RuntimeError):
    """The blog answered, but not with posts. Asking again changes nothing."""


class CredentialsError(RuntimeError):
    """The blog refuses the credentials, and shows no posts without them."""


class PostTooLargeError(ValueError):
    """A post of which a step makes more than the state machine can pass on. The message names its slug."""


class StorageError(RuntimeError):
    """S3 could not take or give an object. The message names the bucket, the key and what S3 said."""
