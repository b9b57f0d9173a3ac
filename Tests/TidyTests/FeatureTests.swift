import Foundation
import Testing

/// The features that the compiler of this very file knows; it takes a misspelt one for nothing.
private let knownFeatures: [String] = {
  var names: [String] = []
  #if hasFeature(ExistentialAny)
  names.append("ExistentialAny")
  #endif
  #if hasFeature(ImmutableWeakCaptures)
  names.append("ImmutableWeakCaptures")
  #endif
  #if hasFeature(InferIsolatedConformances)
  names.append("InferIsolatedConformances")
  #endif
  #if hasFeature(InternalImportsByDefault)
  names.append("InternalImportsByDefault")
  #endif
  #if hasFeature(MemberImportVisibility)
  names.append("MemberImportVisibility")
  #endif
  #if hasFeature(NonisolatedNonsendingByDefault)
  names.append("NonisolatedNonsendingByDefault")
  #endif
  #if hasFeature(StrictMemorySafety)
  names.append("StrictMemorySafety")
  #endif
  return names
}()

@Test func `every upcoming feature that the package asks for is on`() throws {
  let package = SwiftFile("Package.swift")
  let asked = package.literals
    .filter { $0.label.hasSuffix("enableUpcomingFeature(") }
    .map(\.content)

  let unknown = asked.filter { !knownFeatures.contains($0) }

  #expect(asked.count >= 6)
  #expect(unknown == [])
  #expect(knownFeatures.contains("StrictMemorySafety"))
}

@Test func `every Swift target is compiled with the house's settings`() throws {
  let package = SwiftFile("Package.swift")
  let pieces = package.code.joined(separator: "\n").components(separatedBy: "arget(").dropFirst()
  let languageC = try SourceTree.foldersOfC()

  let unset = pieces.filter { !$0.contains("swiftSettings: settings") }

  #expect(pieces.count >= 3)
  #expect(unset.count == languageC.count)
}
