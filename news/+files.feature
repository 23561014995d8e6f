One check of uploads for all rooms: content decides, pictures are made anew without EXIF and GPS data, macros and files that are two things at once are refused.
