-- Gives back the space of what is over -> how many files and drafts there were
return sweepFiles()
