"""One choke point around git: addresses, secrets, the process, and a bare mirror per repository."""
