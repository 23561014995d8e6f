Forms: pages shown, posted and validated one at a time; drafts saved at every page; uploads, check of the answers, submission once.
