"""What servers over the same tables tell each other: new versions, and where a meeting is."""

from server.replicas.rooms import Position, Room, room_of
from server.replicas.watching import watching

__all__ = ["Position", "Room", "room_of", "watching"]
