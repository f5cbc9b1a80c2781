"""Who needs whom: the organisation's graph, from what the Dependencies chapters say. Pure functions."""

from .building import build
from .nodes import Edge, Graph, Node
from .said import Said, said_in

__all__ = ["Edge", "Graph", "Node", "Said", "build", "said_in"]
