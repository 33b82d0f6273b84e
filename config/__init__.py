"""The wiring: settings, addresses, the server, the desk's site, and what stands before every page."""
