"""The web app: pages, their components, and what a browser tab keeps."""
