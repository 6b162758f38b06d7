// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compose/sheet_builder.h"

#include "app/compose/closest_word.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace batchroom {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(SheetFile)
};

// OWASP's list with the full-width forms; apostrophes in front count too, so that reading back gives the same cell.
bool looksLikeFormula(QStringView cell)
{
    while (cell.startsWith(u'\''))
        cell = cell.mid(1);
    return !cell.isEmpty() && QStringView(u"=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20").contains(cell.front());
}

Error noPromptColumn(const QStringList& names)
{
    QStringList quoted;
    for (const QString& name : names.mid(0, 20)) {
        if (!name.trimmed().isEmpty())
            quoted.append(QStringLiteral("“%1”").arg(name.trimmed().left(40)));
    }
    QString hint;
    for (const QString& name : names) {
        if (closestWord(name.trimmed(), {QStringLiteral("prompt")}))
            hint = u' ' + Words::tr("Did you mean “prompt” by “%1”?").arg(name.trimmed());
    }
    return {ErrorCode::BadInput,
        Words::tr("The sheet has no column “prompt”. Its first line must name the columns; it holds: %1.")
                .arg(quoted.isEmpty() ? Words::tr("nothing") : quoted.join(QStringLiteral(", ")))
            + hint,
        {}};
}

void addCell(SheetRow& row, const HeaderColumn& column, const QString& cell, int number, QList<SheetProblem>& problems)
{
    const QString clean = cleanedCell(cell, number, column.name, problems);
    if (column.column)
        row.cell(*column.column) = clean;
    else
        row.extras.insert(column.name, clean);
}

void noteSurplus(const QStringList& cells, qsizetype expected, int number, QList<SheetProblem>& problems)
{
    const auto filled = std::count_if(cells.begin() + std::min(expected, cells.size()), cells.end(),
        [](const QString& cell) { return !cell.trimmed().isEmpty(); });
    if (filled > 0)
        problems.append({number, {},
            Words::tr("This row has %1 cells, but the first line names %2 columns. A cell with a separator in it needs "
                      "quotes.")
                .arg(cells.size())
                .arg(expected)});
}

QString jsonCell(const QJsonValue& value)
{
    if (value.isString())
        return value.toString();
    if (value.isBool())
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    if (value.isDouble()) {
        const double number = value.toDouble();
        return qAbs(number) < 9e15 && number == static_cast<double>(value.toInteger())
            ? QString::number(value.toInteger())
            : QString::number(number, 'g', 17);
    }
    return {};
}

// Lists of words or numbers (a palette) become one cell; anything deeper is noted.
QString jsonCellOrList(const QJsonValue& value, int number, const QString& column, QList<SheetProblem>& problems)
{
    QStringList words;
    bool isFlat = !value.isObject();
    for (const QJsonValue& item : value.toArray()) {
        isFlat = isFlat && !item.isArray() && !item.isObject();
        words.append(jsonCell(item));
    }
    if (!isFlat)
        problems.append(
            {number, column, Words::tr("The value is an object or a nested list. Write text, a number or a list.")});
    return value.isArray() ? words.join(QStringLiteral(", ")) : jsonCell(value);
}

SheetRow jsonRow(const QJsonObject& object, int number, QList<SheetProblem>& problems)
{
    SheetRow row;
    const QStringList names = object.keys();
    QList<SheetProblem> headerProblems;
    const QList<HeaderColumn> columns = readHeader(names, headerProblems);
    for (SheetProblem& problem : headerProblems) {
        problem.row = number;
        problems.append(problem);
    }
    for (qsizetype i = 0; i < names.size(); ++i) {
        if (columns[i].isUsed)
            addCell(
                row, columns[i], jsonCellOrList(object.value(names[i]), number, names[i], problems), number, problems);
    }
    return row;
}

} // namespace

QString defusedCell(const QString& cell)
{
    return looksLikeFormula(cell) ? u'\'' + cell : cell;
}

QString originalCell(const QString& cell)
{
    return cell.startsWith(u'\'') && looksLikeFormula(cell) ? cell.mid(1) : cell;
}

QString cleanedCell(const QString& cell, int row, const QString& column, QList<SheetProblem>& problems)
{
    if (cell.size() > maxCellLength) {
        problems.append({row, column,
            Words::tr("The cell holds %1 characters; at most %2 are read.").arg(cell.size()).arg(maxCellLength)});
        return {};
    }
    QString clean = cell;
    if (clean.contains(QChar(u'\0'))) {
        problems.append(
            {row, column, Words::tr("The cell holds NUL bytes, which are no text. Save the sheet again as UTF-8.")});
        clean.remove(QChar(u'\0'));
    }
    return clean;
}

QList<HeaderColumn> readHeader(const QStringList& names, QList<SheetProblem>& problems)
{
    QList<HeaderColumn> columns;
    QMap<QString, QString> seen;
    for (const QString& raw : names) {
        HeaderColumn column;
        column.name = cleanedCell(raw, 0, raw.trimmed().left(40), problems).trimmed();
        column.column = sheetColumnFromName(column.name);
        const QString key = column.column ? sheetColumnName(*column.column) : column.name.toLower();
        column.isUsed = !key.isEmpty() && !seen.contains(key);
        if (!key.isEmpty() && !column.isUsed)
            problems.append({0, column.name,
                Words::tr("The columns “%1” and “%2” mean the same. Remove one of them.")
                    .arg(seen.value(key), column.name)});
        if (column.isUsed)
            seen.insert(key, column.name);
        columns.append(column);
    }
    return columns;
}

Result<SheetReading> sheetFromGrid(const QList<QStringList>& grid)
{
    if (grid.isEmpty())
        return Error{ErrorCode::BadInput, Words::tr("The sheet is empty. Its first line must name the columns."), {}};
    QStringList names = grid.front();
    for (QString& name : names)
        name = originalCell(name);
    while (!names.isEmpty() && names.back().trimmed().isEmpty())
        names.removeLast();
    if (names.size() > maxSheetColumns)
        return Error{ErrorCode::BadInput,
            Words::tr("The sheet has %1 columns; at most %2 are read.").arg(names.size()).arg(maxSheetColumns), {}};
    SheetReading reading;
    const QList<HeaderColumn> columns = readHeader(names, reading.problems);
    const bool hasPrompt = std::any_of(columns.begin(), columns.end(),
        [](const HeaderColumn& column) { return column.column == SheetColumn::Prompt; });
    if (!hasPrompt)
        return noPromptColumn(names);
    QSet<qsizetype> nameless;
    for (const QStringList& cells : grid.mid(1)) {
        SheetRow row;
        const int number = static_cast<int>(reading.sheet.rows.size()) + 1;
        QList<SheetProblem> problems;
        for (qsizetype i = 0; i < columns.size(); ++i) {
            const QString cell = i < cells.size() ? originalCell(cells[i]) : QString();
            if (columns[i].isUsed)
                addCell(row, columns[i], cell, number, problems);
            else if (columns[i].name.isEmpty() && !cell.trimmed().isEmpty())
                nameless.insert(i);
        }
        noteSurplus(cells, columns.size(), number, problems);
        reading.problems += problems;
        reading.sheet.rows.append(std::move(row));
    }
    QList<qsizetype> places(nameless.begin(), nameless.end());
    std::sort(places.begin(), places.end());
    for (const qsizetype place : places)
        reading.problems.append({0, QString::number(place + 1),
            Words::tr("Column %1 has cells but no name. Name it in the first line.").arg(place + 1)});
    if (reading.sheet.rows.isEmpty() && reading.problems.isEmpty())
        reading.problems.append({0, {}, Words::tr("The sheet names columns but has no rows.")});
    return reading;
}

Result<SheetReading> sheetFromJson(const QByteArray& bytes)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &problem);
    if (problem.error != QJsonParseError::NoError)
        return Error{ErrorCode::BadInput,
            Words::tr("The file is not valid JSON: %1 at byte %2.").arg(problem.errorString()).arg(problem.offset), {}};
    const QJsonArray items =
        document.isArray() ? document.array() : document.object().value(QLatin1StringView("rows")).toArray();
    if (items.isEmpty())
        return Error{ErrorCode::BadInput,
            Words::tr(
                "The file holds no rows. Write a list of objects: [{\"prompt\": \"…\", \"aspect_ratio\": \"1:1\"}]."),
            {}};
    if (items.size() > maxSheetRows)
        return Error{ErrorCode::BadInput,
            Words::tr("The sheet has %1 rows; at most %2 are read. Split it.").arg(items.size()).arg(maxSheetRows), {}};
    SheetReading reading;
    bool hasPrompt = false;
    QStringList names;
    for (const QJsonValue& item : items) {
        const int number = static_cast<int>(reading.sheet.rows.size()) + 1;
        SheetRow row;
        if (item.isString())
            row.cell(SheetColumn::Prompt) =
                cleanedCell(item.toString(), number, QStringLiteral("prompt"), reading.problems);
        else if (!item.isObject())
            reading.problems.append({number, {}, Words::tr("This row is neither an object nor a prompt.")});
        else if (item.toObject().size() > maxSheetColumns)
            reading.problems.append({number, {}, Words::tr("This row has more than %1 fields.").arg(maxSheetColumns)});
        else
            row = jsonRow(item.toObject(), number, reading.problems);
        const QStringList keys = item.toObject().keys();
        hasPrompt = hasPrompt || item.isString() || std::any_of(keys.begin(), keys.end(), [](const QString& key) {
            return sheetColumnFromName(key) == SheetColumn::Prompt;
        });
        if (names.isEmpty())
            names = keys;
        reading.sheet.rows.append(std::move(row));
    }
    if (!hasPrompt && reading.problems.isEmpty())
        return noPromptColumn(names);
    return reading;
}

} // namespace batchroom
