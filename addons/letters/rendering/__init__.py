"""Drawing documents in warm children: docx from templates that people upload, PDF from our own layouts."""
