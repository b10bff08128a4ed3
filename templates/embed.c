/* Built and run while building: writes texts (templates, scales, the catalogue) as C arrays, so that the program needs no file beside it.
 * embed OUT HEADER PREFIX NAME=FILE... ; each becomes `const char PREFIXNAME[]`, ending with a zero; HEADER declares them.
 * embed OUT HEADER TYPE TABLE FOLDER FILE... ; `const TYPE TABLE[]` of {"FOLDER/name", text, size} and `const size_t TABLE_count`. */
#include <stdio.h>
#include <string.h>

static int embed(FILE *out, const char *start, const char *path)
{
    FILE *in = fopen(path, "rb");
    int c, column = 0;

    if (in == NULL) {
        fprintf(stderr, "embed: %s cannot be read\n", path);
        return 1;
    }
    fprintf(out, "%s = {\n", start);
    while ((c = fgetc(in)) != EOF)
        fprintf(out, c < 128 ? "%d,%s" : "(char)%d,%s", c, ++column % 24 == 0 ? "\n" : ""); /* a char is signed on some machines only */
    fprintf(out, "0};\n");
    return fclose(in) != 0;
}

static int embed_table(FILE *out, int n, char *files[], const char *type, const char *table, const char *folder)
{
    char start[64];

    for (int i = 0; i < n; i++) {
        snprintf(start, sizeof start, "static const char text_%d[]", i);
        if (embed(out, start, files[i]) != 0)
            return 1;
    }
    fprintf(out, "const %s %s[] = {\n", type, table);
    for (int i = 0; i < n; i++) {
        const char *slash = strrchr(files[i], '/');
        fprintf(out, "    {\"%s/%s\", text_%d, sizeof text_%d - 1},\n", folder, slash == NULL ? files[i] : slash + 1, i, i);
    }
    fprintf(out, "};\nconst size_t %s_count = %d;\n", table, n);
    return 0;
}

static int embed_named(FILE *out, const char *prefix, const char *pair)
{
    const char *equals = strchr(pair, '=');
    char start[256];

    if (equals == NULL)
        return 1;
    snprintf(start, sizeof start, "const char %s%.*s[]", prefix, (int)(equals - pair), pair);
    return embed(out, start, equals + 1);
}

int main(int argc, char *argv[])
{
    FILE *out = argc > 4 ? fopen(argv[1], "wb") : NULL;
    int failed = out == NULL;

    if (failed)
        return 1;
    fprintf(out, "#include \"%s\"\n", argv[2]);
    if (strchr(argv[4], '=') == NULL)
        failed = argc < 7 || embed_table(out, argc - 6, argv + 6, argv[3], argv[4], argv[5]) != 0;
    for (int i = 4; i < argc && !failed && strchr(argv[4], '=') != NULL; i++)
        failed = embed_named(out, argv[3], argv[i]);
    return (fclose(out) != 0) | failed;
}
