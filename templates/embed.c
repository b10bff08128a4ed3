/* Built and run while building: writes texts (templates, scales) as C arrays, so that the program needs no file beside it.
 * embed OUT HEADER PREFIX NAME=FILE... ; each becomes `const char PREFIXNAME[]`, ending with a zero; HEADER declares them. */
#include <stdio.h>
#include <string.h>

static int embed(FILE *out, const char *prefix, const char *name, size_t name_length, const char *path)
{
    FILE *in = fopen(path, "rb");
    int c, column = 0;

    if (in == NULL) {
        fprintf(stderr, "embed: %s cannot be read\n", path);
        return 1;
    }
    fprintf(out, "const char %s%.*s[] = {\n", prefix, (int)name_length, name);
    while ((c = fgetc(in)) != EOF)
        fprintf(out, c < 128 ? "%d,%s" : "(char)%d,%s", c, ++column % 24 == 0 ? "\n" : ""); /* a char is signed on some machines only */
    fprintf(out, "0};\n");
    return fclose(in) != 0;
}

int main(int argc, char *argv[])
{
    FILE *out = argc > 1 ? fopen(argv[1], "wb") : NULL;
    int failed = out == NULL || argc < 4;

    if (!failed)
        fprintf(out, "#include \"%s\"\n", argv[2]);
    for (int i = 4; i < argc && !failed; i++) {
        const char *equals = strchr(argv[i], '=');
        failed = equals == NULL || embed(out, argv[3], argv[i], (size_t)(equals - argv[i]), equals + 1) != 0;
    }
    return failed || fclose(out) != 0;
}
