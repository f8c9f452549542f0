"""The doors a browser, a program and an assistant come in by: REST, the chat, MCP. They only call the library."""
