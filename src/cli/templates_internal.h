/* The templates of `wardround new`, written into the program while it is built (templates/meson.build). */
#ifndef WR_CLI_TEMPLATES_INTERNAL_H
#define WR_CLI_TEMPLATES_INTERNAL_H

extern const char wr_i_template_pathway[], wr_i_template_ward[], wr_i_template_emergency[], wr_i_template_clinic[];
extern const char wr_i_template_theatres[], wr_i_template_community[], wr_i_template_downtime[], wr_i_template_appointments[];

#endif
