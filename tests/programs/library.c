/* A little program that uses the library as another program would: through its installed header and pkg-config only. Prints each option's sentences, then
 * what happens on bad input; exit status 0 when all is as include/wardround.h says. */
#include <wardround.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

static int failures;

static void expect(int holds, const char *what)
{
    if (!holds) {
        printf("NOT OK: %s\n", what);
        failures++;
    }
}

static void run(const char *path)
{
    struct wardround *service = NULL;
    struct wardround_result *result = NULL, *again = NULL;
    struct wardround_settings settings;
    struct wardround_estimate average, difference;
    const struct wardround_edit edit = {"no such part.at all", WARDROUND_SET, "3"};

    expect(wardround_open(path, &service) == 0, "the service opens");
    printf("%s", wardround_messages(service));
    printf("%s, wardround %s\n", wardround_service_name(service), wardround_version());
    wardround_settings_init(&settings);
    settings.replications = 3;
    settings.threads = 1;
    expect(wardround_run(service, &settings, &result) == 0, "it runs");
    if (result == NULL) {
        printf("%s", wardround_messages(service));
        wardround_close(service);
        return;
    }
    expect(wardround_result_runs(result) == 3, "three runs");
    for (size_t option = 0; option < wardround_option_count(service); option++) {
        printf("%s\n", wardround_option_name(service, option));
        for (size_t row = 0; row < wardround_result_row_count(result); row++) {
            expect(wardround_result_average(result, option, row, &average) == 0, "an average");
            expect(wardround_result_difference(result, option, row, &difference) == 0, "a difference");
            expect(average.runs == 3 && !(average.low > average.mean) && !(average.high < average.mean), "an interval around its average");
            expect(option > 0 || (difference.mean <= 0 && difference.mean >= 0), "no difference from oneself");
            printf("  %s: %s\n", wardround_result_row_name(result, row), wardround_result_sentence(result, option, row));
        }
    }
    settings.threads = 2;
    expect(wardround_run(service, &settings, &again) == 0, "it runs again");
    expect(again != NULL && strcmp(wardround_result_json(result), wardround_result_json(again)) == 0, "the same bytes with two threads");
    wardround_result_free(again);
    settings.has_seed = 1;
    settings.seed = 12345;
    expect(wardround_run(service, &settings, &again) == 0, "it runs with another seed");
    expect(again != NULL && strcmp(wardround_result_json(result), wardround_result_json(again)) != 0, "other patients");
    wardround_result_free(again);

    expect(wardround_result_average(result, 99, 0, &average) == WARDROUND_FAULT, "no such option");
    expect(wardround_result_sentence(result, 0, 9999) == NULL && wardround_result_row_name(result, 9999) == NULL, "no such row");
    expect(wardround_option_name(service, 99) == NULL, "no such name");
    settings.edits = &edit;
    settings.n_edits = 1;
    expect(wardround_run(service, &settings, &again) == WARDROUND_MISTAKES && again == NULL, "an edit of nothing");
    expect(strstr(wardround_messages(service), "no such part") != NULL, "and why");
    expect(wardround_messages_json(service)[0] == '[', "and as JSON");
    settings.size = 1;
    expect(wardround_run(service, &settings, &again) == WARDROUND_FAULT && again == NULL, "settings that are none");
    wardround_result_free(result);
    wardround_close(service);
}

int main(int argc, char *argv[])
{
    struct wardround *service = NULL;
    struct wardround_result *result = NULL;

    if (argc != 2)
        return 2;
    run(argv[1]);
    expect(wardround_open("/there is no such/file.yaml", &service) == WARDROUND_FILE, "no file");
    expect(wardround_messages(service)[0] != '\0', "and why");
    expect(wardround_run(service, NULL, &result) == WARDROUND_FILE && result == NULL, "and it does not run");
    wardround_close(service);
    wardround_close(NULL);
    wardround_result_free(NULL);
    printf("%d failures\n", failures);
    return failures != 0;
}
