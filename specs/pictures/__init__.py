"""Pictures of a document as SVG that a server writes, each with sentences that say the same."""
