"""The demo: a cast, three teams, and six specifications that tell how the portal is used."""
