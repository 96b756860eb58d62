/* sample OUTDIR: writes the examples, a whole federation's January and February of 2019 as the files that a city would have. The same program writes
 * the same bytes. A line that is not there yet writes nothing: its weak stand-in below gives way to the real one. */
#include "sample.h"
#include <stdio.h>

#define STAND_IN(line) __attribute__((weak)) void sample_##line(struct kit *kit, int month) { (void)kit; (void)month; }
STAND_IN(duties)
STAND_IN(aid)
STAND_IN(appraisal)
STAND_IN(peer)
STAND_IN(works)
STAND_IN(selection)
STAND_IN(pairing)
STAND_IN(poll)
STAND_IN(petition)
STAND_IN(fund)
STAND_IN(matter)

static const struct { const char *name; void (*write)(struct kit *, int month); } LINES[] = {
	{ "aid",       sample_aid       },
	{ "appraisal", sample_appraisal },
	{ "peer",      sample_peer      },
	{ "works",     sample_works     },
	{ "selection", sample_selection },
	{ "pairing",   sample_pairing   },
	{ "poll",      sample_poll      },
	{ "petition",  sample_petition  },
	{ "fund",      sample_fund      },
	{ "matter",    sample_matter    },
};

int main(int argc, char **argv)
{
	if (argc != 2 || argv[1][0] == '-') {
		fprintf(stderr, "usage: sample OUTDIR\n");
		return 2;
	}
	struct kit *kit = kit_open(argv[1]);
	sample_orgs(kit);
	sample_people(kit);
	sample_settings(kit, 201901);
	sample_settings(kit, 201902);
	sample_duties(kit, 201901);
	for (size_t i = 0; i < COUNT(LINES); i++) {
		kit_subject(kit, LINES[i].name);         /* once for both months: kit_person_make gives nobody twice */
		LINES[i].write(kit, 201901);
		LINES[i].write(kit, 201902);
	}
	kit_close(kit);
	return 0;
}
