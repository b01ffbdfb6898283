-- Deletes the files of a room. ARGV: room -> how many there were
return deleteFilesOf(ARGV[1])
