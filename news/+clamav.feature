Files are scanned by ClamAV where its daemon is set; while it is away they are kept and held back until they were looked at.
