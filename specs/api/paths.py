"""The one router: ninja answers a path from the router that names it first, whatever the method."""

from ninja import Router

router = Router()
