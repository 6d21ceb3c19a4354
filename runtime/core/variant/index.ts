export { ElementType } from "./element-type.js";
export { Float, float } from "./float.js";
export { EncodedObjectAsID, EncodedSignalAsID, RID } from "./handles.js";
export { NodePath, StringName } from "./names.js";
export {
  PackedColorArray,
  PackedStringArray,
  PackedVector2Array,
  PackedVector3Array,
  PackedVector4Array,
} from "./packed-arrays.js";
export { AABB, Color, Plane, Quaternion, Rect2, Rect2i } from "./shapes.js";
export { Basis, Projection, Transform2D, Transform3D } from "./transforms.js";
export { TypedArray, TypedDictionary } from "./typed-containers.js";
export {
  bytes_to_var,
  bytes_to_var_with_objects,
  type BytesToVarOptions,
  var_to_bytes,
  var_to_bytes_with_objects,
} from "./var-to-bytes.js";
export { Vector2, Vector2i, Vector3, Vector3i, Vector4, Vector4i } from "./vectors.js";
