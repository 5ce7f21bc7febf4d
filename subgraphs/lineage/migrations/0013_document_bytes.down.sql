alter table run drop document_bytes;
