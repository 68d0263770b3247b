"""Makes the Postman collection: what openapi-to-postmanv2 knows of the requests, told as a story that checks itself."""
