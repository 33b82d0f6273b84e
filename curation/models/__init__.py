from .merge import Merge
from .submission import Submission

__all__ = ["Merge", "Submission"]
