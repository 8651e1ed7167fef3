def finished(content, document, targets, inside):
    return content
