"""Put the parts together: the only package that names adapters, and that knows `ingest`.

`notes` opens the libraries alone, which is all that an ingest needs; `hotseat` opens everything;
`doctor` checks what the others stand on. Nothing is imported here, so that each stays as quick as it
can be.
"""
