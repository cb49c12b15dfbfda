"""The demo's people, meetings, cases and research: fictional, in Dutch, told as data. `manage.py demo` plays them."""
