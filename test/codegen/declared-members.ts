import ts from "typescript";

/** A call as a module declares it. */
export interface DeclaredCall {
  /** Names, with `?` for those that may be left out and `...` before the rest. */
  readonly parameters: readonly string[];
  /** Type texts, one per parameter. */
  readonly types: readonly string[];
  readonly returns: string;
}

/** What an interface, or an enum, declares under one name. */
export interface Declared {
  readonly calls: readonly DeclaredCall[];
  /** Type text of a property, a getter or an enum's constant. */
  readonly type: string | undefined;
  readonly writable: boolean;
}

export type Declarations = ReadonlyMap<string, Declared>;

/** The members of every interface and enum of a module, and its constants under "". */
export function declarationsOf(file: ts.SourceFile): ReadonlyMap<string, Declarations> {
  const all = new Map<string, Map<string, Declared>>([["", new Map()]]);
  for (const statement of file.statements) {
    if (ts.isInterfaceDeclaration(statement)) {
      const members = new Map<string, Declared>();
      for (const member of statement.members) addMember(members, member, file);
      all.set(statement.name.text, members);
    } else if (ts.isEnumDeclaration(statement)) {
      const rows = statement.members.map((member): [string, Declared] => {
        const type = member.initializer?.getText(file);
        return [nameOf(member.name, file), { calls: [], type, writable: false }];
      });
      all.set(statement.name.text, new Map(rows));
    } else if (ts.isVariableStatement(statement)) {
      for (const { name, initializer } of statement.declarationList.declarations) {
        all.get("")?.set(name.getText(file), { calls: [], type: initializer?.getText(file), writable: false });
      }
    }
  }
  return all;
}

function addMember(members: Map<string, Declared>, member: ts.TypeElement, file: ts.SourceFile): void {
  const name = ts.isConstructSignatureDeclaration(member) ? "new" : nameOf(member.name, file);
  const old = members.get(name) ?? { calls: [], type: undefined, writable: false };
  if (ts.isMethodSignature(member) || ts.isConstructSignatureDeclaration(member)) {
    members.set(name, { ...old, calls: [...old.calls, callOf(member, file)] });
  } else if (ts.isPropertySignature(member) || ts.isGetAccessorDeclaration(member)) {
    members.set(name, { ...old, type: member.type?.getText(file) });
  } else if (ts.isSetAccessorDeclaration(member)) {
    members.set(name, { ...old, writable: true });
  }
}

function callOf(call: ts.SignatureDeclaration, file: ts.SourceFile): DeclaredCall {
  return {
    parameters: call.parameters.map(({ name, questionToken, dotDotDotToken }) => {
      const start = dotDotDotToken === undefined ? "" : "...";
      return start + name.getText(file) + (questionToken === undefined ? "" : "?");
    }),
    types: call.parameters.map(({ type }) => type?.getText(file) ?? ""),
    returns: call.type?.getText(file) ?? "",
  };
}

function nameOf(name: ts.PropertyName | undefined, file: ts.SourceFile): string {
  if (name === undefined) return "";
  return ts.isStringLiteral(name) ? name.text : name.getText(file);
}
