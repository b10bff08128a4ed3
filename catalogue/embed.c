/* Built and run while building: writes the catalogue's files as one C table, so that the program needs no file beside it.
 * embed OUT FILE... ; gives wr_i_catalogue_files of src/catalogue/catalogue_internal.h. */
#include <stdio.h>
#include <string.h>

static int embed(FILE *out, int index, const char *path)
{
    FILE *in = fopen(path, "rb");
    int c, column = 0;

    if (in == NULL) {
        fprintf(stderr, "embed: %s cannot be read\n", path);
        return 1;
    }
    fprintf(out, "static const char text_%d[] = {\n", index);
    while ((c = fgetc(in)) != EOF)
        fprintf(out, c < 128 ? "%d,%s" : "(char)%d,%s", c, ++column % 24 == 0 ? "\n" : ""); /* a char is signed on some machines only */
    fprintf(out, "0};\n");
    return fclose(in) != 0;
}

int main(int argc, char *argv[])
{
    FILE *out = argc > 1 ? fopen(argv[1], "wb") : NULL;
    int failed = out == NULL;

    if (!failed)
        fprintf(out, "#include \"catalogue/catalogue_internal.h\"\n");
    for (int i = 2; i < argc && !failed; i++)
        failed = embed(out, i, argv[i]);
    if (failed)
        return 1;
    fprintf(out, "const struct wr_i_catalogue_file wr_i_catalogue_files[] = {\n");
    for (int i = 2; i < argc; i++) {
        const char *slash = strrchr(argv[i], '/');
        fprintf(out, "    {\"catalogue/%s\", text_%d, sizeof text_%d - 1},\n", slash == NULL ? argv[i] : slash + 1, i, i);
    }
    fprintf(out, "};\nconst size_t wr_i_catalogue_n_files = %d;\n", argc - 2);
    return fclose(out) != 0;
}
