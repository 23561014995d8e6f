Answers can be put in mails: `${answers}` in a mail template of a lifecycle, in the applicant's language, without national numbers nor values hidden from citizens.
