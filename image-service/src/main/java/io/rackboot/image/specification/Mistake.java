package io.rackboot.image.specification;

/// Something wrong in a specification, and where.
///
/// @param line from 1
/// @param column from 1
/// @param field the field's path, such as `root.directory` or `modules.load[2]`; empty for the document as a whole
/// @param problem what is wrong
/// @param allowed what would be right
public record Mistake(int line, int column, String field, String problem, String allowed) {
    @Override
    public String toString() {
        return "line " + line + ", column " + column + (field.isEmpty() ? "" : ", " + field) + ": " + problem
                + (allowed.isEmpty() ? "" : "; allowed: " + allowed);
    }
}
