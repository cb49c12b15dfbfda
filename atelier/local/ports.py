"""Free ports."""

import socket


def free_port() -> int:
    """A port nobody listens on now; its taker must cope with losing the race."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def hold(port: int) -> socket.socket:
    """Take this port until the socket is closed, or we end; OSError when somebody has it.

    Our web server shares its port with whoever asks for that (SO_REUSEPORT), so that two starts at once would both
    find it free. The UDP port of the same number can be had by one of them alone.
    """
    held = socket.socket(type=socket.SOCK_DGRAM)
    try:
        held.bind(("127.0.0.1", port))
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
    except OSError:
        held.close()
        raise
    return held
